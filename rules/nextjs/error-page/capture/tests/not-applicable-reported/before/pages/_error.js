import NextError from "next/error";

const ErrorPage = ({ statusCode }) => <NextError statusCode={statusCode} />;

ErrorPage.getInitialProps = async (context) => {
  await captureUnderscoreErrorException(context);
};

export default ErrorPage;
