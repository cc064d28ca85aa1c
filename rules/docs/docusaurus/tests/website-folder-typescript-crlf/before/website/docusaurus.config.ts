import type { Config } from "@docusaurus/types";

const config: Config = {
	title: "Harbour",
	presets: [
		[
			"classic",
			{
				docs: {
					path: "../docs",
					sidebarPath: "./sidebars.ts",
				},
			},
		],
	],
};

export default config;
