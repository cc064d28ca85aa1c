import React, { useEffect } from 'react'

export const SessionProvider = ({ children }) => {
    const [currentUser, setCurrentUser] = React.useState()

    useEffect(() => {
        restore().then(setCurrentUser)
    }, [])

    return children
}
