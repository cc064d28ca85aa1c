resource "sentry_issue_alert" "errors" {
  name = "Errors"
}
