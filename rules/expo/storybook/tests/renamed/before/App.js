import UI from './.rnstorybook';

export default UI;
