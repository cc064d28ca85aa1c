"use client";

import { useState } from "react";

export function Profile() {
  const [user, setUser] = useState(null);
  return <button onClick={() => setUser(null)}>{user}</button>;
}
