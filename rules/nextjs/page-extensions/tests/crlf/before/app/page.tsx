export default function Page() {
  return <main>Open until six</main>;
}
