import { connect } from '@chat/session/web';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { invitationOf } from '../model/invitation';
import { titleOf } from '../model/title';
import { Visit } from '../model/visit';
import { Entry } from './entry';
import { perFrame } from './per-frame';
import { Room } from './room';

/** Milliseconds between two looks at which channels there are, while somebody looks at the page. */
const REFRESH = 10_000;

const invitation = invitationOf(location.search);

/** Where the server is: beside the page. */
function serverUrl(): string {
  return new URL('chat', location.href).href.replace(/^http/, 'ws');
}

export function App() {
  const [visit, setVisit] = useState<Visit>();
  const [, render] = useReducer((version: number) => version + 1, 0);
  const [changed] = useState(() => perFrame(render as () => void));

  useEffect(() => {
    const look = () => {
      if (document.hidden) return;
      visit?.look();
      void visit?.refresh();
    };
    const timer = setInterval(look, REFRESH);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [visit]);

  useEffect(() => {
    document.title = titleOf(visit?.unread ?? 0, visit?.channel);
  });

  if (visit === undefined) {
    const enter = async (name: string) => {
      const around = {
        url: serverUrl(),
        connect,
        changed,
        now: () => Date.now(),
        isHidden: () => document.hidden,
      };
      setVisit(await Visit.begin(name, invitation.channel, around));
    };
    return <Entry invitation={invitation} enter={enter} />;
  }
  const leave = () => {
    setVisit(undefined);
    void visit.leave();
  };
  return <Room visit={visit} leave={leave} />;
}
