import type { NextConfig } from 'next'

const config = { output: 'standalone' } satisfies NextConfig

export default config
