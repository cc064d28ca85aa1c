import StorybookUI from "./.storybook";

function App() {
  return <StorybookUI />;
}

export default App;
