variable "project" {
  description = "Project to deploy into."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project id has 6 to 30 characters: lower-case letters, digits and hyphens, first a letter."
  }
}

variable "region" {
  description = "Region of the function. It should be the bucket's: reads across regions cost money and time."
  type        = string
  default     = "europe-west1"
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region looks like europe-west1."
  }
}

variable "name" {
  description = "Prefix of everything created here, so that several deployments can live in one project."
  type        = string
  default     = "copydesk"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,17}[a-z0-9]$", var.name))
    error_message = "3 to 19 characters: lower-case letters, digits and hyphens, first a letter (service account ids are short)."
  }
}

variable "bucket" {
  description = "Bucket that articles are uploaded to."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", var.bucket))
    error_message = "A bucket's name has lower-case letters, digits, dots, hyphens and underscores only, without gs://."
  }
}

variable "create_bucket" {
  description = "Whether to create the bucket; false uses an existing one."
  type        = bool
  default     = false
}

variable "bucket_location" {
  description = "Location of buckets created here; null takes the function's region."
  type        = string
  default     = null
}

variable "prefix" {
  description = "Only objects whose names begin with this are articles; empty takes all."
  type        = string
  default     = ""
  validation {
    condition     = length(var.prefix) <= 1024 && !startswith(var.prefix, "/")
    error_message = "At most 1,024 characters, no leading slash: object names have none."
  }
}

variable "output_bucket" {
  description = "Bucket for the records. Empty writes them next to their sources. Name one when uploaders are not trusted: IAM can then keep them away from every record."
  type        = string
  default     = ""
  validation {
    condition     = var.output_bucket == "" || can(regex("^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", var.output_bucket))
    error_message = "A bucket's name without gs://, or empty."
  }
  validation {
    condition     = var.output_bucket != var.bucket
    error_message = "The output bucket is the input bucket: leave it empty to write records next to their sources."
  }
}

variable "create_output_bucket" {
  description = "Whether to create the output bucket when one is named."
  type        = bool
  default     = true
}

variable "uploaders" {
  description = "Members that may upload articles (`user:`, `group:`, `serviceAccount:`). With records next to sources they are granted by an IAM condition that leaves out our names."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for member in var.uploaders : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "Each is a member such as serviceAccount:cms@PROJECT.iam.gserviceaccount.com; allUsers is not accepted."
  }
}

variable "settings" {
  description = "Further settings of the function, by the names in README.md (COPYDESK_...)."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.settings) : startswith(name, "COPYDESK_")])
    error_message = "Settings are named COPYDESK_...; README.md lists them."
  }
  validation {
    condition     = !contains(keys(var.settings), "COPYDESK_DEV")
    error_message = "COPYDESK_DEV serves any bucket and is not for deployments."
  }
  validation {
    condition     = length(setintersection(keys(var.settings), ["COPYDESK_BUCKETS", "COPYDESK_OUTPUT_BUCKET"])) == 0
    error_message = "COPYDESK_BUCKETS and COPYDESK_OUTPUT_BUCKET are set from `bucket` and `output_bucket`."
  }
}

variable "max_instances" {
  description = "Most instances at a time: the ceiling of the bill. Work above it waits in the subscription, nothing is lost."
  type        = number
  default     = 20
  validation {
    condition     = var.max_instances >= 1 && var.max_instances <= 1000
    error_message = "From 1 to 1000."
  }
}

variable "concurrency" {
  description = "Requests that one instance handles at a time; docs/operations.md has the figures."
  type        = number
  default     = 8
  validation {
    condition     = var.concurrency >= 1 && var.concurrency <= 80
    error_message = "From 1 to 80."
  }
}

variable "memory" {
  description = "Memory of an instance; docs/operations.md has what was measured."
  type        = string
  default     = "512Mi"
  validation {
    condition     = can(regex("^[0-9]+(Mi|Gi)$", var.memory))
    error_message = "A size such as 512Mi or 1Gi."
  }
}

variable "cpu" {
  description = "CPUs of an instance; concurrency above 1 needs at least 1."
  type        = string
  default     = "1"
}

variable "timeout_seconds" {
  description = "Longest time for one event. The function keeps its own deadline a little below it."
  type        = number
  default     = 60
  validation {
    condition     = var.timeout_seconds >= 10 && var.timeout_seconds <= 540
    error_message = "From 10 to 540 seconds: the push subscription waits 600 for an answer."
  }
}

variable "notify_records" {
  description = "Whether to publish a message for every record written, on a topic that consumers subscribe to."
  type        = bool
  default     = false
}

variable "alert_channels" {
  description = "Notification channels of the alerts (projects/PROJECT/notificationChannels/ID); empty shows alerts in the console only."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for channel in var.alert_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "Each is projects/PROJECT/notificationChannels/ID."
  }
}

variable "bigquery_dataset" {
  description = "Dataset for a table of all records, loaded every `bigquery_hours`; empty makes none."
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^[A-Za-z0-9_]{0,1024}$", var.bigquery_dataset))
    error_message = "Letters, digits and underscores."
  }
}

variable "bigquery_hours" {
  description = "Hours between two loads into BigQuery."
  type        = number
  default     = 24
  validation {
    condition     = var.bigquery_hours >= 1 && var.bigquery_hours <= 168
    error_message = "From 1 to 168 hours."
  }
}

variable "budget" {
  description = "Optional budget alert: billing account, amount and currency a month. It warns; it does not stop anything."
  type = object({
    billing_account = string
    amount          = number
    currency        = string
  })
  default = null
}
