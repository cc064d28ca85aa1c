terraform {
  required_providers {
    sentry = {
      source = "jianyuan/sentry"
    }
  }
}
