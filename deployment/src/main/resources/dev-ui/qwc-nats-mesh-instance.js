import { LitElement, html, css } from 'lit';
import { JsonRpc } from 'jsonrpc';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import { notifier } from 'notifier';
import '@vaadin/button';
import '@vaadin/grid';

const REFRESH_MS = 2000;

/** What this instance serves and which events it gets, how far it is with draining, and a button that drains it. */
export class QwcNatsMeshInstance extends LitElement {

    jsonRpc = new JsonRpc(this);

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            gap: 10px;
            padding: 0 10px;
        }
        .instance {
            display: flex;
            align-items: center;
            justify-content: space-between;
        }
        code {
            font-size: 85%;
        }
    `;

    static properties = {
        _report: { state: true }
    };

    connectedCallback() {
        super.connectedCallback();
        this._load();
        this._timer = setInterval(() => this._load(), REFRESH_MS);
    }

    disconnectedCallback() {
        clearInterval(this._timer);
        super.disconnectedCallback();
    }

    render() {
        if (!this._report) {
            return html`<span>Asking the application...</span>`;
        }
        const report = this._report;
        return html`
            <div class="instance">
                <span>${report.application} ${report.version}, instance <code>${report.instance}</code>:
                    <b id="state">${report.state}</b>${report.abandoned ? html`, ${report.abandoned} abandoned` : ''};
                    ${report.connection}, <code>${report.server}</code></span>
                <vaadin-button id="drain" theme="error" ?disabled=${report.state !== 'serving'} @click=${() => this._drain()}>
                    Drain
                </vaadin-button>
            </div>
            ${report.services.length ? this._endpoints(report.services) : html`<p>It serves nothing.</p>`}
            ${report.subscribers.length ? this._subscribers(report.subscribers) : ''}`;
    }

    _endpoints(services) {
        const rows = services.flatMap(service => service.endpoints.map(endpoint => ({ ...endpoint, service })));
        return html`
            <vaadin-grid .items=${rows} theme="no-border" all-rows-visible>
                <vaadin-grid-column auto-width header="Service"
                    ${columnBodyRenderer(row => html`${row.service.name} ${row.service.version}`, [])}></vaadin-grid-column>
                <vaadin-grid-column auto-width header="State"
                    ${columnBodyRenderer(row => html`${row.service.state}`, [])}></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Endpoint" path="name"></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Subject"
                    ${columnBodyRenderer(row => html`<code>${row.subject}</code>`, [])}></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Queue group" path="queue_group"></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Calls that run" path="running"></vaadin-grid-column>
            </vaadin-grid>`;
    }

    _subscribers(subscribers) {
        return html`
            <vaadin-grid .items=${subscribers} theme="no-border" all-rows-visible>
                <vaadin-grid-column auto-width header="Events for" path="method"></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Subject"
                    ${columnBodyRenderer(row => html`<code>${row.subject}</code>`, [])}></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Gets"
                    ${columnBodyRenderer(row => html`${row.broadcast ? 'every event' : 'its share'}`, [])}></vaadin-grid-column>
                <vaadin-grid-column auto-width header="Busy"
                    ${columnBodyRenderer(row => html`${row.busy ? 'yes' : 'no'}`, [])}></vaadin-grid-column>
            </vaadin-grid>`;
    }

    _load() {
        this.jsonRpc.report().then(response => this._report = response.result);
    }

    _drain() {
        this.jsonRpc.drain().then(response => {
            this._report = response.result;
            notifier.showInfoMessage('The instance drains. It serves again once the application is restarted (s).');
        });
    }
}
customElements.define('qwc-nats-mesh-instance', QwcNatsMeshInstance);
