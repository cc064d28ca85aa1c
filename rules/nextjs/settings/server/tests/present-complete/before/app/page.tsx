export default function Page() {
  return <p>Bread</p>;
}
