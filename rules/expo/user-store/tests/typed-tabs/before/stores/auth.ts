import { create } from "zustand"
import { persist } from "zustand/middleware"

export const useAuthStore = create<State>()(
	persist((set) => ({ user: null as User | null }), { name: "auth" }),
)
