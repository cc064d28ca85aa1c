import React, { createContext, useEffect } from 'react'
import { setSentryUser } from '../sentry-user'

export const UserContext = createContext(null)

const UserProvider = ({ children }) => {
    const [currentUser, setCurrentUser] = React.useState()

    useEffect(() => {
        setSentryUser(currentUser)
    }, [currentUser])

    const [ready, setReady] = React.useState(false)

    useEffect(() => {
        setReady(true)
    }, [])

    return <UserContext.Provider value={{ currentUser, setCurrentUser, ready }}>{children}</UserContext.Provider>
}

export default UserProvider
