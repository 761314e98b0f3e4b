# What the log lines say as metrics, a dashboard of them, and the alerts; docs/operations.md has a page for each alert.
# Only fields that the function's log lines and the platform have are named here: a test holds that.

locals {
  lines  = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.name}\""
  metric = replace(var.name, "-", "_")
  events = "logging_googleapis_com:user_${local.metric}_events"

  alerts = {
    dead_letters = {
      title = "articles in the dead letter"
      query = "sum(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${google_pubsub_subscription.dead.name}\"}) > 0"
      text  = "Events failed 20 times and wait in the dead letter: their articles have no record."
    }
    errors = {
      title = "error share above 5 %"
      query = "sum(increase(${local.events}{severity=~\"ERROR|ALERT|CRITICAL\"}[15m])) / sum(increase(${local.events}[15m])) > 0.05 and sum(increase(${local.events}[15m])) > 20"
      text  = "More than one event in twenty ended in an error log within 15 minutes."
    }
    undetermined = {
      title = "`undetermined` share above 25 %"
      query = "sum(increase(${local.events}{comparison=\"undetermined\"}[6h])) / sum(increase(${local.events}{comparison!=\"\"}[6h])) > 0.25 and sum(increase(${local.events}{comparison!=\"\"}[6h])) > 100"
      text  = "For a quarter of the articles nothing can be said of title and body: has the upload format changed?"
    }
    review_shift = {
      title = "share of `review` has shifted"
      query = "sum(increase(${local.events}{verdict=\"review\"}[6h])) / sum(increase(${local.events}{verdict!=\"\"}[6h])) > 2 * sum(increase(${local.events}{verdict=\"review\"}[6h] offset 1d)) / sum(increase(${local.events}{verdict!=\"\"}[6h] offset 1d)) and sum(increase(${local.events}{verdict=\"review\"}[6h])) > 20"
      text  = "Twice as many articles are withheld as at this time yesterday."
    }
    slow = {
      title = "p95 above 5 s"
      query = "histogram_quantile(0.95, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{service_name=\"${var.name}\"}[15m]))) > 5000"
      text  = "One event in twenty takes more than five seconds."
    }
    memory = {
      title = "memory above 85 %"
      query = "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:container_memory_utilizations_bucket{service_name=\"${var.name}\"}[15m]))) > 0.85"
      text  = "Instances come near their memory limit: lower `concurrency` or raise `memory`."
    }
    repeats = {
      title = "more than 3 invocations a record"
      query = "sum(increase(${local.events}[1h])) / sum(increase(${local.events}{verdict!=\"\"}[1h])) > 3 and sum(increase(${local.events}[1h])) > 100"
      text  = "Each article should cost two invocations: its own, and the ignored one of its record. More means retries or a loop."
    }
    foreign = {
      title = "a foreign object has a record's name"
      query = "sum(increase(${local.events}{rule=\"sidecar.foreign\"}[10m])) > 0"
      text  = "Somebody else writes objects with our suffix: forged records, or another tool. docs/security.md says what to do."
    }
  }
}

resource "google_logging_metric" "events" {
  name        = "${local.metric}_events"
  description = "Events handled by Copydesk, one log line each."
  filter      = "${local.lines} AND jsonPayload.copydesk.ms>=0"
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels { key = "severity" }
    labels { key = "event" }
    labels { key = "verdict" }
    labels { key = "comparison" }
    labels { key = "rule" }
  }
  label_extractors = {
    severity   = "EXTRACT(severity)"
    event      = "EXTRACT(jsonPayload.copydesk.event)"
    verdict    = "EXTRACT(jsonPayload.copydesk.verdict)"
    comparison = "EXTRACT(jsonPayload.copydesk.comparison)"
    rule       = "EXTRACT(jsonPayload.copydesk.rule)"
  }
  depends_on = [google_project_service.needed]
}

resource "google_monitoring_alert_policy" "alert" {
  for_each              = local.alerts
  display_name          = "Copydesk (${var.name}): ${each.value.title}"
  combiner              = "OR"
  notification_channels = var.alert_channels
  conditions {
    display_name = each.value.title
    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "300s"
      evaluation_interval = "60s"
    }
  }
  documentation {
    subject   = "Copydesk (${var.name}): ${each.value.title}"
    content   = "${each.value.text}\n\nWhat to look at and what to do: docs/operations.md, section `${each.key}`."
    mime_type = "text/markdown"
  }
  depends_on = [google_logging_metric.events]
}

resource "google_monitoring_dashboard" "copydesk" {
  dashboard_json = jsonencode({
    displayName = "Copydesk (${var.name})"
    mosaicLayout = {
      columns = 48
      tiles = [for position, chart in local.charts : {
        xPos   = 24 * (position % 2)
        yPos   = 16 * floor(position / 2)
        width  = 24
        height = 16
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{ plotType = chart.plot, timeSeriesQuery = { prometheusQuery = chart.query } }]
          }
        }
      }]
    }
  })
  depends_on = [google_logging_metric.events]
}

locals {
  charts = [
    { title = "Records an hour by verdict", plot = "STACKED_BAR", query = "sum by (verdict) (increase(${local.events}{verdict!=\"\"}[1h]))" },
    { title = "Title against body", plot = "STACKED_BAR", query = "sum by (comparison) (increase(${local.events}{comparison!=\"\"}[1h]))" },
    { title = "Events an hour by kind", plot = "STACKED_BAR", query = "sum by (event) (increase(${local.events}[1h]))" },
    { title = "Log lines an hour by severity", plot = "STACKED_BAR", query = "sum by (severity) (increase(${local.events}[1h]))" },
    { title = "Answer time, p50 (ms)", plot = "LINE", query = "histogram_quantile(0.5, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{service_name=\"${var.name}\"}[15m])))" },
    { title = "Answer time, p95 (ms)", plot = "LINE", query = "histogram_quantile(0.95, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{service_name=\"${var.name}\"}[15m])))" },
    { title = "Instances", plot = "LINE", query = "sum by (state) (run_googleapis_com:container_instance_count{service_name=\"${var.name}\"})" },
    { title = "Memory of instances, p99 share", plot = "LINE", query = "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:container_memory_utilizations_bucket{service_name=\"${var.name}\"}[15m])))" },
    { title = "Events that wait", plot = "LINE", query = "sum(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${google_pubsub_subscription.push.name}\"})" },
    { title = "Dead letters that wait", plot = "LINE", query = "sum(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${google_pubsub_subscription.dead.name}\"})" },
  ]
}

resource "google_billing_budget" "monthly" {
  count           = var.budget == null ? 0 : 1
  billing_account = var.budget.billing_account
  display_name    = "Copydesk (${var.name})"
  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }
  amount {
    specified_amount {
      currency_code = var.budget.currency
      units         = tostring(var.budget.amount)
    }
  }
  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1.0]
    content { threshold_percent = threshold_rules.value }
  }
  depends_on = [google_project_service.needed]
}
