// @ts-check

/** @type {import('@docusaurus/plugin-content-docs').SidebarsConfig} */
const sidebars = {
  docs: [
    'intro',
    {
      type: 'category',
      label: 'Guides',
      items: ['guides/berths', 'guides/tides'],
    },
    {
      type: 'category',
      label: 'Monitoring',
      items: [
        'runbooks/error-spike-response',
        'setup/source-map-upload',
        'decisions/ADR-0015-monitoring-sentry',
      ],
    },
  ],
};

module.exports = sidebars;
