import * as Sentry from "@sentry/react-native";
import { options, scrub } from "../sentry-options";

Sentry.init({ ...options, beforeSend: scrub });
