import NextError from "next/error";

const ErrorPage = ({ statusCode }) => <NextError statusCode={statusCode} />;

ErrorPage.getInitialProps = ({ res, err }) => ({ statusCode: res?.statusCode ?? err?.statusCode });

export default ErrorPage;
