output "function" {
  description = "Name of the function."
  value       = google_cloudfunctions2_function.copydesk.name
}

output "try_it" {
  description = "Upload an article and read its record."
  value       = "gcloud storage cp article.html gs://${var.bucket}/${var.prefix} && sleep 20 && gcloud storage cat 'gs://${local.record_bucket}/${var.output_bucket == "" ? "" : "${var.bucket}/"}${var.prefix}article.html${local.suffix}'"
}

output "logs" {
  description = "Read the function's log lines."
  value       = "gcloud functions logs read ${var.name} --gen2 --project ${var.project} --region ${var.region} --limit 50"
}

output "dead_letters" {
  description = "Give what ended in the dead letter its record."
  value       = "copydesk redrive --subscription projects/${var.project}/subscriptions/${google_pubsub_subscription.dead.name}"
}

output "existing_articles" {
  description = "Give the articles that were there before the function their records."
  value       = "copydesk backfill gs://${var.bucket}/${var.prefix} --only missing"
}

output "dashboard" {
  description = "The dashboard's page in the console."
  value       = "https://console.cloud.google.com/monitoring/dashboards?project=${var.project}"
}
