import StorybookUI from "./.storybook-native";

export default function App() {
  return <StorybookUI />;
}
