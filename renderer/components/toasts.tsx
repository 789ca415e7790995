// Short messages at the window's foot after something was done. Announced politely; gone by themselves.
import { useCallback, type ReactNode } from 'react';
import { Toast } from '@base-ui/react/toast';
import { useI18n } from '../i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';

export interface Toast {
  text: string;
  /** true: something went wrong; stays longer. */
  need?: boolean;
  act?: { label: string; run: () => void };
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider limit={3} timeout={6000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  const { t } = useI18n();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="toast"
      // The focus can be put on it, and then it has to say what it is.
      aria-label={typeof toast.description === 'string' ? toast.description : undefined}
    >
      <Icon
        name={toast.type === 'need' ? 'warning' : 'check'}
        className={toast.type === 'need' ? 'need-text' : 'done-text'}
      />
      <Toast.Description className="grow" />
      {toast.actionProps !== undefined && <Toast.Action className="btn quiet small" />}
      {/* Tab reaches it, so it is there for everybody and not only once the focus is on it. */}
      <Toast.Close className="btn icon-only small" aria-label={t('window.close')} aria-hidden={false}>
        <Icon name="x" size="small" />
      </Toast.Close>
    </Toast.Root>
  ));
}

export function useSay(): (said: Toast) => void {
  const { add, close } = Toast.useToastManager();
  return useCallback(
    ({ text, need = false, act }) => {
      const id = add({
        description: text,
        type: need ? 'need' : 'done',
        timeout: need ? 12_000 : 6000,
        ...(act === undefined
          ? {}
          : {
              actionProps: {
                children: act.label,
                onClick: () => {
                  close(id);
                  act.run();
                },
              },
            }),
      });
    },
    [add, close],
  );
}
