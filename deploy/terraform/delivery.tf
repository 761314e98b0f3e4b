# Bucket -> notification -> topic -> authenticated push subscription -> function; what fails for good -> dead letter.
# A subscription of our own, because one behind an Eventarc trigger can have neither a dead letter nor an ack deadline
# set here, and because one trigger carries one event type only.

resource "google_pubsub_topic" "events" {
  name       = "${var.name}-events"
  depends_on = [google_project_service.needed]
}

resource "google_storage_notification" "events" {
  bucket         = var.create_bucket ? google_storage_bucket.articles[0].name : var.bucket
  topic          = google_pubsub_topic.events.id
  payload_format = "JSON_API_V1" # carries the object's custom metadata, by which our own records are known
  # On a versioned bucket deleting a live object is an archive, never a delete: both take the record away.
  event_types        = ["OBJECT_FINALIZE", "OBJECT_DELETE", "OBJECT_ARCHIVE"]
  object_name_prefix = var.prefix == "" ? null : var.prefix
  depends_on         = [google_pubsub_topic_iam_member.storage_publishes]
}

resource "google_pubsub_subscription" "push" {
  name                       = "${var.name}-push"
  topic                      = google_pubsub_topic.events.id
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s" # 7 days: a broken deployment may be found on Monday
  expiration_policy { ttl = "" }         # never

  push_config {
    push_endpoint = google_cloudfunctions2_function.copydesk.service_config[0].uri
    oidc_token {
      service_account_email = google_service_account.push.email
      audience              = google_cloudfunctions2_function.copydesk.service_config[0].uri
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead.id
    max_delivery_attempts = 20 # about 2.3 hours at that back-off; 5 would be spent after 2.5 minutes
  }

  depends_on = [google_cloud_run_service_iam_member.push_invokes, google_service_account_iam_member.pubsub_signs]
}

resource "google_pubsub_topic" "dead" {
  name       = "${var.name}-dead"
  depends_on = [google_project_service.needed]
}

# Without a subscription the dead letters would be dropped. `copydesk redrive` pulls from it.
resource "google_pubsub_subscription" "dead" {
  name                       = "${var.name}-dead"
  topic                      = google_pubsub_topic.dead.id
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s"
  expiration_policy { ttl = "" }
}

resource "google_pubsub_topic" "records" {
  count      = var.notify_records ? 1 : 0
  name       = "${var.name}-records"
  depends_on = [google_project_service.needed]
}

# The sidecar's custom metadata carries the verdict, so that a subscriber need not read it.
resource "google_storage_notification" "records" {
  count          = var.notify_records ? 1 : 0
  bucket         = var.output_bucket != "" && var.create_output_bucket ? google_storage_bucket.records[0].name : local.record_bucket
  topic          = google_pubsub_topic.records[0].id
  payload_format = "JSON_API_V1"
  event_types    = ["OBJECT_FINALIZE"]
  depends_on     = [google_pubsub_topic_iam_member.storage_publishes_records]
}
