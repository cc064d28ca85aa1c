import * as Native from "@sentry/react-native"

export const report = (error: unknown) => Native.captureException(error)
