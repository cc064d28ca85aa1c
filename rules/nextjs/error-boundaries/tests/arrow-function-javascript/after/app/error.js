'use client'

import { captureException } from '@sentry/nextjs'

import { useEffect } from 'react'

const ShopError = ({ error }) => {
  useEffect(() => {
    captureException(error)
  }, [error])
  return <p>{error.message}</p>
}

export default ShopError
