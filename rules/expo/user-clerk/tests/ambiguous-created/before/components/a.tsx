import { ClerkProvider } from '@clerk/clerk-expo';
import { createElement } from 'react';

export const session = (children: React.ReactNode) => createElement(ClerkProvider, { publishableKey: 'pk' }, children);
