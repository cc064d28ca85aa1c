import { captureUnderscoreErrorException } from "@sentry/nextjs";
import NextError from "next/error";

const ErrorPage = ({ statusCode }) => <NextError statusCode={statusCode} />;

ErrorPage.getInitialProps = async function (context) {
  await captureUnderscoreErrorException(context);
  return NextError.getInitialProps(context);
};

export default ErrorPage;
