// Toasts: short messages at the foot of the window that go away by themselves. `use-toast.ts` shows one.
import type { ReactNode } from 'react';
import { Toast } from '@base-ui/react/toast';
import { useI18n } from '../i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';

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
      // It can take the focus, so it needs a name.
      aria-label={typeof toast.description === 'string' ? toast.description : undefined}
    >
      <Icon
        name={toast.type === 'need' ? 'warning' : 'check'}
        className={toast.type === 'need' ? 'need-text' : 'done-text'}
      />
      <Toast.Description className="grow" />
      {toast.actionProps !== undefined && <Toast.Action className="btn quiet small" />}
      {/* Tab reaches it, so it must not be hidden from screen readers until it has the focus. */}
      <Toast.Close className="btn icon-only small" aria-label={t('window.close')} aria-hidden={false}>
        <Icon name="x" size="small" />
      </Toast.Close>
    </Toast.Root>
  ));
}
