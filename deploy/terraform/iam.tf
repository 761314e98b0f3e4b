# Who may do what, and no more. The runtime account has rights on the buckets only, none in the project.

resource "google_service_account" "runtime" {
  account_id   = "${var.name}-runtime"
  display_name = "Copydesk: reads articles, writes records"
}

resource "google_service_account" "push" {
  account_id   = "${var.name}-push"
  display_name = "Copydesk: calls the function for Pub/Sub"
}

resource "google_service_account" "build" {
  account_id   = "${var.name}-build"
  display_name = "Copydesk: builds the function's image"
}

# With records next to sources: read, create, overwrite and delete in that one bucket.
# With an output bucket: read here, write there.
resource "google_storage_bucket_iam_member" "runtime" {
  bucket = var.create_bucket ? google_storage_bucket.articles[0].name : var.bucket
  role   = var.output_bucket == "" ? "roles/storage.objectUser" : "roles/storage.objectViewer"
  member = google_service_account.runtime.member
}

resource "google_storage_bucket_iam_member" "runtime_records" {
  count  = var.output_bucket == "" ? 0 : 1
  bucket = var.create_output_bucket ? google_storage_bucket.records[0].name : var.output_bucket
  role   = "roles/storage.objectUser"
  member = google_service_account.runtime.member
}

# Uploaders may write articles, but no name that ends like a record or like a decision of people.
resource "google_storage_bucket_iam_member" "uploaders" {
  for_each = toset(var.uploaders)
  bucket   = var.create_bucket ? google_storage_bucket.articles[0].name : var.bucket
  role     = "roles/storage.objectUser"
  member   = each.value
  condition {
    title       = "articles-only"
    description = "Everything but Copydesk's records and people's decisions."
    expression  = "!resource.name.endsWith('${local.suffix}') && !resource.name.endsWith('.review.json')"
  }
}

locals {
  suffix = lookup(var.settings, "COPYDESK_SUFFIX", ".metadata.json")
}

resource "google_cloud_run_service_iam_member" "push_invokes" {
  location = var.region
  service  = google_cloudfunctions2_function.copydesk.name
  role     = "roles/run.invoker"
  member   = google_service_account.push.member
}

# Pub/Sub signs the push requests in the push account's name.
resource "google_service_account_iam_member" "pubsub_signs" {
  service_account_id = google_service_account.push.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

# Cloud Storage publishes what happens in the bucket.
resource "google_pubsub_topic_iam_member" "storage_publishes" {
  topic  = google_pubsub_topic.events.id
  role   = "roles/pubsub.publisher"
  member = data.google_storage_project_service_account.storage.member
}

resource "google_pubsub_topic_iam_member" "storage_publishes_records" {
  count  = var.notify_records ? 1 : 0
  topic  = google_pubsub_topic.records[0].id
  role   = "roles/pubsub.publisher"
  member = data.google_storage_project_service_account.storage.member
}

# Pub/Sub moves what failed for good: it publishes to the dead topic and acknowledges on the subscription.
resource "google_pubsub_topic_iam_member" "pubsub_publishes_dead" {
  topic  = google_pubsub_topic.dead.id
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "pubsub_takes" {
  subscription = google_pubsub_subscription.push.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

resource "google_project_iam_member" "build_logs" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = google_service_account.build.member
}

resource "google_project_iam_member" "build_images" {
  project = var.project
  role    = "roles/artifactregistry.writer"
  member  = google_service_account.build.member
}

resource "google_storage_bucket_iam_member" "build_source" {
  bucket = google_storage_bucket.source.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.build.member
}
