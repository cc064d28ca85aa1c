import React, { useEffect } from 'react'
import { setSentryUser } from '../lib/sentry-user'

export const SessionProvider = ({ children }) => {
    const [currentUser, setCurrentUser] = React.useState()

    useEffect(() => {
        setSentryUser(currentUser)
    }, [currentUser])

    useEffect(() => {
        restore().then(setCurrentUser)
    }, [])

    return children
}
