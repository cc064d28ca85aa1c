export { default } from './.storybook';
