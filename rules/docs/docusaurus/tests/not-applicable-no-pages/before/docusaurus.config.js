module.exports = {
  title: 'Harbour',
  presets: [['classic', { docs: { sidebarPath: './sidebars.js' }, blog: false }]],
};
