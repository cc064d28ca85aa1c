import StorybookUI from "./.storybook";
import { Shop } from "./src/Shop";

export default function App() {
  return process.env.EXPO_PUBLIC_STORYBOOK ? <StorybookUI /> : <Shop />;
}
