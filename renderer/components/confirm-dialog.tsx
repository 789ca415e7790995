// A confirmation dialog. Its buttons name the outcome.
import { AlertDialog } from '@base-ui/react/alert-dialog';

export interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
  onYes: () => void;
}

export function ConfirmDialog({ question, onClose }: { question: Question | null; onClose: () => void }) {
  return (
    <AlertDialog.Root open={question !== null} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="dialog narrow">
          <header>
            <AlertDialog.Title>{question?.title}</AlertDialog.Title>
            <AlertDialog.Description className="second under-title">{question?.text}</AlertDialog.Description>
          </header>
          <footer>
            <span className="grow" />
            <AlertDialog.Close className="btn quiet">{question?.no}</AlertDialog.Close>
            <AlertDialog.Close className="btn primary" onClick={() => question?.onYes()}>
              {question?.yes}
            </AlertDialog.Close>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
