# A table of all records, loaded in batches (loading is free; streaming would not be), and views of the newest of each.

locals {
  bigquery = var.bigquery_dataset == "" ? 0 : 1
  records  = "${var.project}.${var.bigquery_dataset}.records"
  latest   = "${var.project}.${var.bigquery_dataset}.latest"
  views = {
    language_pairs     = <<-SQL
      SELECT titleLanguage, bodyLanguage, comparison, COUNT(*) AS articles, COUNTIF(verdict = 'review') AS review
      FROM `${local.latest}` GROUP BY titleLanguage, bodyLanguage, comparison
    SQL
    dateline_countries = <<-SQL
      SELECT place.country, place.name, COUNT(*) AS articles
      FROM `${local.latest}`, UNNEST(dateline.places) AS place
      GROUP BY place.country, place.name
    SQL
    rules              = <<-SQL
      SELECT finding.rule, finding.effect, finding.severity, COUNT(*) AS articles
      FROM `${local.latest}`, UNNEST(moderation.findings) AS finding
      GROUP BY finding.rule, finding.effect, finding.severity
    SQL
  }
}

resource "google_bigquery_dataset" "records" {
  count       = local.bigquery
  dataset_id  = var.bigquery_dataset
  location    = local.bucket_location
  description = "Copydesk's records of gs://${var.bucket}."
  depends_on  = [google_project_service.needed]
}

resource "google_bigquery_table" "records" {
  count      = local.bigquery
  dataset_id = google_bigquery_dataset.records[0].dataset_id
  table_id   = "records"
  # Made from the same dataclasses as the record; additive within a major version.
  schema     = file("${local.root}/src/copydesk/schema/bigquery-1.0.0.json")
  clustering = ["verdict", "bodyLanguage", "titleLanguage"]
  time_partitioning {
    type  = "DAY"
    field = "sourceCreated"
  }
}

# One row a source: its newest generation by the newest tool and policy.
resource "google_bigquery_table" "latest" {
  count      = local.bigquery
  dataset_id = google_bigquery_dataset.records[0].dataset_id
  table_id   = "latest"
  view {
    query          = <<-SQL
      SELECT * FROM `${local.records}`
      WHERE TRUE
      QUALIFY ROW_NUMBER() OVER (
        PARTITION BY source.bucket, source.name
        ORDER BY
          CAST(source.generation AS INT64) DESC,
          ARRAY_TO_STRING(ARRAY(SELECT LPAD(part, 6, '0') FROM UNNEST(SPLIT(tool.version, '.')) AS part), '.') DESC,
          moderation.policy.version DESC) = 1
    SQL
    use_legacy_sql = false
  }
  deletion_protection = false # a view holds no data
  depends_on          = [google_bigquery_table.records]
}

resource "google_bigquery_table" "view" {
  for_each   = local.bigquery == 0 ? {} : local.views
  dataset_id = google_bigquery_dataset.records[0].dataset_id
  table_id   = each.key
  view {
    query          = each.value
    use_legacy_sql = false
  }
  deletion_protection = false # a view holds no data
  depends_on          = [google_bigquery_table.latest]
}

resource "google_service_account" "load" {
  count        = local.bigquery
  account_id   = "${var.name}-load"
  display_name = "Copydesk: loads records into BigQuery"
}

resource "google_storage_bucket_iam_member" "load_reads" {
  count  = local.bigquery
  bucket = local.record_bucket
  role   = "roles/storage.objectViewer"
  member = google_service_account.load[0].member
}

resource "google_bigquery_dataset_iam_member" "load_writes" {
  count      = local.bigquery
  dataset_id = google_bigquery_dataset.records[0].dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.load[0].member
}

resource "google_project_iam_member" "load_jobs" {
  count   = local.bigquery
  project = var.project
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.load[0].member
}

resource "google_bigquery_data_transfer_config" "records" {
  count                  = local.bigquery
  display_name           = "Copydesk records (${var.name})"
  location               = local.bucket_location
  data_source_id         = "google_cloud_storage"
  destination_dataset_id = google_bigquery_dataset.records[0].dataset_id
  schedule               = "every ${var.bigquery_hours} hours"
  service_account_name   = google_service_account.load[0].email
  params = {
    # A `*` crosses slashes. Only files changed since the last run are loaded; `latest` leaves out what they replace.
    data_path_template              = "gs://${local.record_bucket}/${var.output_bucket == "" ? var.prefix : ""}*${local.suffix}"
    destination_table_name_template = google_bigquery_table.records[0].table_id
    file_format                     = "JSON"
    write_disposition               = "APPEND"
    ignore_unknown_values           = "true" # a newer minor version of the record may have more keys
    max_bad_records                 = "0"
  }
  depends_on = [google_storage_bucket_iam_member.load_reads, google_bigquery_dataset_iam_member.load_writes, google_project_iam_member.load_jobs]
}
