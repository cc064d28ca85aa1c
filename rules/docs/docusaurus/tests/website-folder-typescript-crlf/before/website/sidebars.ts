import type { SidebarsConfig } from "@docusaurus/plugin-content-docs"

export default {
	team: ["intro", "adr/use-postgres"],
} satisfies SidebarsConfig
