import { createBrowserClient } from "@supabase/ssr";

export const createClient = () => createBrowserClient("/url", "key");
