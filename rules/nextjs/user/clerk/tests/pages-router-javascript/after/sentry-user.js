'use client'

import { useAuth } from '@clerk/nextjs'
import * as Sentry from '@sentry/nextjs'
import { useEffect } from 'react'

/** Names the user in the browser's errors, and forgets them at sign-out. */
export function SentryUser() {
  const { userId, orgId } = useAuth()

  useEffect(() => {
    if (!userId) return undefined
    let current = true
    fetch('/api/sentry-user', { method: 'POST' })
      .then((response) => (response.ok ? response.json() : null))
      .then((user) => {
        if (current) nameUser(user)
      })
      .catch(() => undefined) // without an answer nobody is named
    return () => {
      current = false
      nameUser(null)
    }
  }, [userId, orgId])

  return null
}

function nameUser(user) {
  Sentry.setUser(user)
  Sentry.setTag('workspace_id', user?.workspace_id)
}
