import NextError from "next/error";

const ErrorPage = ({ statusCode }) => <NextError statusCode={statusCode} />;

ErrorPage.getInitialProps = async context => {
  return NextError.getInitialProps(context);
};

export default ErrorPage;
