# Alerts of Sentry, posted to Slack: bursts of errors, and errors nobody has seen before.
# SENTRY_AUTH_TOKEN comes from the environment and is not written down anywhere.

provider "sentry" {}

data "sentry_organization_integration" "slack" {
  organization = var.sentry_organization
  provider_key = "slack"
  name         = var.slack_workspace
}

# Sentry makes this monitor with each project.
data "sentry_project_error_monitor" "errors" {
  for_each = var.sentry_projects

  organization = var.sentry_organization
  project      = each.value
}

resource "sentry_metric_monitor" "error_rate" {
  for_each = var.sentry_projects

  organization = var.sentry_organization
  project      = each.value
  name         = "Error rate of ${each.value}"
  environment  = var.environment

  aggregate           = "count()"
  dataset             = "events"
  event_types         = ["default", "error"]
  query               = "is:unresolved"
  query_type          = "error"
  time_window_seconds = 300

  condition_group = {
    conditions = [
      # 75 opens an issue of high priority, 0 resolves it.
      {
        type             = "gt"
        comparison       = var.errors_in_five_minutes
        condition_result = 75
      },
      {
        type             = "lte"
        comparison       = var.errors_in_five_minutes
        condition_result = 0
      },
    ]
  }

  issue_detection = {
    type = "static"
  }
}

resource "sentry_alert" "error_rate" {
  for_each = var.sentry_projects

  organization      = var.sentry_organization
  name              = "Error rate of ${each.value}"
  environment       = var.environment
  monitor_ids       = [sentry_metric_monitor.error_rate[each.key].id]
  frequency_minutes = 30

  trigger_conditions = [
    { first_seen_event = {} },
    { reappeared_event = {} },
    { regression_event = {} },
  ]

  action_filters = [
    {
      logic_type = "all"
      actions = [
        {
          slack = {
            integration_id = data.sentry_organization_integration.slack.id
            channel_name   = var.slack_channel
            tags           = "environment,release"
            notes          = "Steps: docs/runbooks/error-spike-response.md"
          }
        },
      ]
    },
  ]
}

resource "sentry_alert" "new_issue" {
  for_each = var.sentry_projects

  organization      = var.sentry_organization
  name              = "New issue in ${each.value}"
  environment       = var.environment
  monitor_ids       = [data.sentry_project_error_monitor.errors[each.key].id]
  frequency_minutes = 30

  trigger_conditions = [
    { first_seen_event = {} },
    { regression_event = {} },
  ]

  action_filters = [
    {
      logic_type = "all"
      actions = [
        {
          slack = {
            integration_id = data.sentry_organization_integration.slack.id
            channel_name   = var.slack_channel
            tags           = "environment,release"
            notes          = "Steps: docs/runbooks/error-spike-response.md"
          }
        },
      ]
    },
  ]
}
