import type { SidebarsConfig } from "@docusaurus/plugin-content-docs"

export default {
	team: [
		"intro",
		"adr/use-postgres",
		{
			type: "category",
			label: "Monitoring",
			items: [
				"runbooks/error-spike-response",
				"setup/source-map-upload",
				"adr/monitoring-sentry",
			],
		},
	],
} satisfies SidebarsConfig
