import { Native } from "sentry-expo"

export const report = (error: unknown) => Native.captureException(error)
