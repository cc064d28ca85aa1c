import { create } from "zustand"
import { persist } from "zustand/middleware"
import { setSentryUser } from "../lib/sentry-user"

export const useAuthStore = create<State>()(
	persist((set) => ({ user: null as User | null }), { name: "auth" }),
)

// What is restored, signed in and signed out.
setSentryUser(useAuthStore.getState().user)
useAuthStore.subscribe((state) => setSentryUser(state.user))
