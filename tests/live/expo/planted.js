// A page that leaks markers from a seed (tests/live/markers.py), for the copy of an app that tests/live/expo.sh exports.
import { useEffect } from "react";
import * as Sentry from "@sentry/react-native";
import { plant } from "../planted.mjs";

export default function Planted() {
  useEffect(() => {
    void run();
  }, []);
  return null;
}

async function run() {
  const { batches } = await fetch("/planted.json").then((answer) => answer.json());
  for (const batch of batches) {
    history.pushState(null, "", `/planted?${batch.query}#${batch.path}`);
    Sentry.captureException(plant(Sentry, batch));
    await Sentry.flush();
  }
  Sentry.captureMessage("all is planted");
}
