# The function, its source, and the buckets around it.

locals {
  root            = "${path.module}/../.."
  record_bucket   = var.output_bucket == "" ? var.bucket : var.output_bucket
  bucket_location = coalesce(var.bucket_location, var.region)
  # What a source deployment consists of; the same set is installed and started by `make deploy-check`.
  source_files = concat(
    ["main.py", "requirements.txt"],
    [for file in fileset("${local.root}/src/copydesk", "**") : "src/copydesk/${file}" if !strcontains(file, "__pycache__")],
  )
}

data "archive_file" "source" {
  type        = "zip"
  output_path = "${path.module}/.build/source.zip"
  dynamic "source" {
    for_each = local.source_files
    content {
      filename       = source.value
      content_base64 = filebase64("${local.root}/${source.value}")
    }
  }
}

resource "google_storage_bucket" "articles" {
  count                       = var.create_bucket ? 1 : 0
  name                        = var.bucket
  location                    = local.bucket_location
  uniform_bucket_level_access = true # IAM conditions need it
  public_access_prevention    = "enforced"
  versioning { enabled = true }
  lifecycle_rule {
    condition {
      num_newer_versions         = 3
      days_since_noncurrent_time = 30
    }
    action { type = "Delete" }
  }
  depends_on = [google_project_service.needed]
}

resource "google_storage_bucket" "records" {
  count                       = var.output_bucket != "" && var.create_output_bucket ? 1 : 0
  name                        = var.output_bucket
  location                    = local.bucket_location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  depends_on                  = [google_project_service.needed]
}

resource "google_storage_bucket" "source" {
  name                        = "${var.project}-${var.name}-source"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true # holds nothing but copies of this repository
  depends_on                  = [google_project_service.needed]
}

resource "google_storage_bucket_object" "source" {
  name   = "source-${data.archive_file.source.output_sha256}.zip"
  bucket = google_storage_bucket.source.name
  source = data.archive_file.source.output_path
}

resource "google_cloudfunctions2_function" "copydesk" {
  name        = var.name
  location    = var.region
  description = "Writes a record beside every article uploaded to ${var.bucket}."

  build_config {
    runtime         = "python313"
    entry_point     = "handle"
    service_account = google_service_account.build.id
    source {
      storage_source {
        bucket = google_storage_bucket.source.name
        object = google_storage_bucket_object.source.name
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.runtime.email
    max_instance_count               = var.max_instances
    max_instance_request_concurrency = var.concurrency
    available_memory                 = var.memory
    available_cpu                    = var.cpu
    timeout_seconds                  = var.timeout_seconds
    ingress_settings                 = "ALLOW_INTERNAL_ONLY" # Pub/Sub of this project counts as internal
    environment_variables = merge(
      {
        COPYDESK_BUCKETS = var.bucket
        LOG_EXECUTION_ID = "true"
        THREADS          = tostring(var.concurrency) # functions-framework's own default is 4 a CPU
      },
      var.output_bucket == "" ? {} : { COPYDESK_OUTPUT_BUCKET = var.output_bucket },
      var.settings,
    )
  }

  depends_on = [
    google_project_service.needed,
    google_project_iam_member.build_logs,
    google_project_iam_member.build_images,
    google_storage_bucket_iam_member.build_source,
    google_storage_bucket_iam_member.runtime,
  ]
}
