import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Antd, ConfigProvider } from 'antd';
import vietnamese from 'antd/locale/vi_VN';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import { lazy, type ReactNode, Suspense } from 'react';
import { BrowserRouter, Outlet, Route, Routes, useLocation } from 'react-router';
import { LIVE } from '../contract/live.ts';
import { CallError, noticeUse } from './call.ts';
import { Frame } from './layout.tsx';
import { LiveUpdates } from './live.tsx';
import { Caught } from './parts/caught.tsx';
import { Failed, Loading } from './parts/states.tsx';
import { RequireOfficer, SESSION } from './session.tsx';

dayjs.locale('vi');

/** A session that ended elsewhere is noticed at the next answer: asking anew leads to the sign-in. */
function onError(error: Error): void {
  if (error instanceof CallError && error.status === 401) {
    void queries.invalidateQueries({ queryKey: SESSION });
  }
}

// A screen reader's press may be a click alone.
for (const event of ['keydown', 'pointermove', 'pointerdown', 'wheel', 'click']) {
  window.addEventListener(event, noticeUse, { capture: true, passive: true });
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Without a network what is asked fails and says so; else it would wait, and so would the officer.
      networkMode: 'always',
      refetchOnReconnect: true,
      // What the live stream tells of is fetched anew when that is open again, and not twice.
      refetchOnWindowFocus: ({ queryKey }) => LIVE.every((name) => name !== queryKey[0]),
      // What was refused is refused again.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof CallError && error.status >= 400),
    },
    mutations: { networkMode: 'always' },
  },
});

// What is written on a coloured tag; antd's own greens and oranges are too light for it. Each token
// has two spellings, and antd's last one wins.
const TAG_WORDS = Object.entries({
  green: '#237804',
  lime: '#3f6600',
  cyan: '#006d75',
  gold: '#874d00',
  orange: '#8f4000',
  volcano: '#ad2102',
}).flatMap(([name, color]) => [
  [`${name}-7`, color],
  [`${name}7`, color],
]);

// Colours with a contrast of 4.5 and more on white and on the tinted grounds (WCAG 2.1 AA).
const THEME = {
  token: {
    // Who asked their system for less movement gets none.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    ...Object.fromEntries(TAG_WORDS),
    colorPrimary: '#0b5cad',
    colorLink: '#0b5cad',
    colorLinkHover: '#084786',
    colorLinkActive: '#063564',
    colorError: '#cf1322',
    colorTextSecondary: 'rgba(0,0,0,0.66)',
    colorTextTertiary: 'rgba(0,0,0,0.62)',
    colorTextPlaceholder: 'rgba(0,0,0,0.58)',
    colorTextDescription: 'rgba(0,0,0,0.66)',
    borderRadius: 6,
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif',
  },
};

const Overview = lazy(() => import('./pages/overview.tsx'));
const Statistics = lazy(() => import('./pages/statistics.tsx'));
const Conversations = lazy(() => import('./pages/conversations.tsx'));
const Transcript = lazy(() => import('./pages/transcript.tsx'));
const Misunderstood = lazy(() => import('./pages/misunderstood.tsx'));
const Flows = lazy(() => import('./pages/flows.tsx'));
const Answers = lazy(() => import('./pages/answers.tsx'));
const Simulator = lazy(() => import('./pages/simulator.tsx'));
const Health = lazy(() => import('./pages/health.tsx'));
const Audit = lazy(() => import('./pages/audit.tsx'));
const Officers = lazy(() => import('./pages/officers.tsx'));
const Account = lazy(() => import('./pages/account.tsx'));
const SignIn = lazy(() => import('./pages/sign-in.tsx'));
const Invitation = lazy(() => import('./pages/invitation.tsx'));

/** The officers' console. Its address says where one is, and what is filtered. */
export function App() {
  return (
    <ConfigProvider locale={vietnamese} theme={THEME}>
      <Antd>
        <QueryClientProvider client={queries}>
          <BrowserRouter basename="/console">
            <Routes>
              <Route
                path="/sign-in"
                element={
                  <Later>
                    <SignIn />
                  </Later>
                }
              />
              <Route
                path="/invitation"
                element={
                  <Later>
                    <Invitation />
                  </Later>
                }
              />
              <Route
                element={
                  <RequireOfficer>
                    <LiveUpdates>
                      <Frame />
                    </LiveUpdates>
                  </RequireOfficer>
                }
              >
                <Route
                  element={
                    <Later>
                      <Outlet />
                    </Later>
                  }
                >
                  <Route index element={<Overview />} />
                  <Route path="/statistics" element={<Statistics />} />
                  <Route path="/conversations" element={<Conversations />} />
                  <Route path="/conversations/:id" element={<Transcript />} />
                  <Route path="/misunderstood" element={<Misunderstood />} />
                  <Route path="/flows" element={<Flows />} />
                  <Route path="/flows/:flow" element={<Flows />} />
                  <Route path="/answers" element={<Answers />} />
                  <Route path="/simulator" element={<Simulator />} />
                  <Route path="/health" element={<Health />} />
                  <Route path="/audit" element={<Audit />} />
                  <Route path="/officers" element={<Officers />} />
                  <Route path="/account" element={<Account />} />
                  <Route path="*" element={<Failed error={new CallError(404, 'no such page')} />} />
                </Route>
              </Route>
            </Routes>
          </BrowserRouter>
        </QueryClientProvider>
      </Antd>
    </ConfigProvider>
  );
}

/** A page, as soon as its file is there. */
function Later({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Caught at={pathname}>
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </Caught>
  );
}
