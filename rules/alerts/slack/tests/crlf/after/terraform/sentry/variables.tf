variable "sentry_organization" {
  description = "The organisation's slug in Sentry."
  type        = string
}

variable "sentry_projects" {
  description = "The slugs of the projects to watch, one per app: repository."
  type        = set(string)
}

variable "slack_workspace" {
  description = "The workspace's name as Sentry shows it under Settings, Integrations, Slack."
  type        = string
}

variable "slack_channel" {
  description = "The channel that is posted to."
  type        = string
  default     = "#alerts"
}

variable "environment" {
  description = "The environment that is watched."
  type        = string
  default     = "production"
}

variable "errors_in_five_minutes" {
  description = "So many errors in five minutes are a burst: about three times the busiest ordinary five minutes."
  type        = number
  default     = 50
}
