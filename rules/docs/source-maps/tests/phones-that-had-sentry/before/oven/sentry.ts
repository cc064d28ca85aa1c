import * as Sentry from "@sentry/react-native";
import { options } from "./options";

Sentry.init(options);
