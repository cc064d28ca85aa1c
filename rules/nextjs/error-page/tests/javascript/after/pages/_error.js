import * as Sentry from "@sentry/nextjs";
import NextError from "next/error";

export default function ErrorPage({ statusCode }) {
  return <NextError statusCode={statusCode} />;
}

ErrorPage.getInitialProps = async (context) => {
  // A serverless function would stop before the error is sent.
  await Sentry.captureUnderscoreErrorException(context);
  return NextError.getInitialProps(context);
};
