import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { LocaleProvider } from '../src/i18n/locale.tsx'
import { AppBar } from '../src/ui/AppBar.tsx'
import { BarList } from '../src/ui/BarList.tsx'
import { Button, LinkButton } from '../src/ui/Button.tsx'
import { Card } from '../src/ui/Card.tsx'
import { RadioGrid } from '../src/ui/Choices.tsx'
import { EmptyState } from '../src/ui/EmptyState.tsx'
import { hangzhouTiles } from '../src/ui/hangzhou-tiles.ts'
import { CreditCodeText, KeyValue } from '../src/ui/KeyValue.tsx'
import { Notice } from '../src/ui/Notice.tsx'
import { Page } from '../src/ui/Page.tsx'
import { Paper } from '../src/ui/Paper.tsx'
import { Queue, QueueCard } from '../src/ui/QueueCard.tsx'
import { Sheet } from '../src/ui/Sheet.tsx'
import { Skeleton } from '../src/ui/Skeleton.tsx'
import { StatusTag } from '../src/ui/StatusTag.tsx'
import { StickyActions } from '../src/ui/StickyActions.tsx'
import '../src/ui/styles/index.css'
import { TabBar } from '../src/ui/TabBar.tsx'
import { Table } from '../src/ui/Table.tsx'
import { TileMap } from '../src/ui/TileMap.tsx'
import { Timeline } from '../src/ui/Timeline.tsx'
import { ToastProvider, useToast } from '../src/ui/Toast.tsx'
import { applyTextSize, storedTextSize } from '../src/ui/text-size.ts'
import { FormPage } from './FormPage.tsx'

/** Every part of the kit on four pages (`?page=form|check|queue|desk`), for tests and for the eye. Not part of the build. */
function Kit() {
  const page = new URLSearchParams(location.search).get('page') ?? 'form'
  return (
    <>
      {page === 'form' && <FormPage />}
      {page === 'check' && <CheckPage />}
      {page === 'queue' && <QueuePage />}
      {page === 'desk' && <DeskPage />}
      {page === 'paper' && <PaperPage />}
    </>
  )
}

function CheckPage() {
  const [open, setOpen] = useState(false)
  const toast = useToast()
  return (
    <>
      <AppBar name="一键入团" home="/" />
      <div className="frame">
        <Page title="请核对后提交" site="一键入团" back={{ href: '?page=form' }} step={{ now: 4, of: 4 }}>
          <Card title="企业信息">
            <KeyValue
              facts={[
                { label: '企业名称', value: '杭州云栖样例数码科技有限公司', note: '来自市场监管部门登记' },
                { label: '统一社会信用代码', value: <CreditCodeText code="91330106MA2TE5T01R" />, full: true },
                { label: '所属街道', value: '西湖区 蒋村街道' },
              ]}
            />
          </Card>
          <Card title="青年情况">
            <KeyValue
              facts={[
                { label: '职工总数', value: '46 人', action: <Change what="职工总数" /> },
                { label: '35 周岁以下', value: '31 人', action: <Change what="35 周岁以下青年" /> },
                { label: '团员', value: '请街道联系我', action: <Change what="团员人数" /> },
              ]}
            />
          </Card>
          <Notice tone="good" title="可以建立团支部">
            <p>有 8 名团员，符合建立团支部的人数条件。街道核实后做出批复。</p>
          </Notice>
          <Notice tone="look" title="法定代表人与登记不一致">
            <p>街道会在核实时向您确认。</p>
          </Notice>
          <Notice tone="stop" title="登记显示企业已注销">
            <p>如果登记有误，请联系街道。</p>
          </Notice>
          <Card title="办理进度">
            <Timeline
              entries={[
                {
                  key: '1',
                  state: 'done',
                  title: '已提交',
                  when: { iso: '2026-12-01T09:12:00+08:00', text: '12月1日 09:12' },
                },
                {
                  key: '2',
                  state: 'stopped',
                  title: '退回修改',
                  who: '蒋村街道团工委',
                  when: { iso: '2026-12-02T10:00:00+08:00', text: '12月2日 10:00' },
                  said: '请补充联系人的手机号码。',
                },
                { key: '3', state: 'now', title: '核实中', who: '蒋村街道团工委，12月9日前联系您' },
                { key: '4', state: 'later', title: '批复' },
                { key: '5', state: 'later', title: '成立' },
              ]}
            />
          </Card>
          <StickyActions pair>
            <Button onClick={() => setOpen(true)}>撤回</Button>
            <Button weight="main" onClick={() => toast('已提交，编号 2026-0012')}>
              提交建团申请
            </Button>
          </StickyActions>
        </Page>
      </div>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title="撤回这份申请？"
        foot={
          <>
            <Button weight="grave" onClick={() => setOpen(false)}>
              确认撤回
            </Button>
            <Button disabledBecause="街道正在核实，现在不能转交">转交其他街道</Button>
          </>
        }
      >
        <p>撤回以后，街道不再办理。以后可以重新申请。</p>
        <RadioGrid
          name="reason"
          label="撤回的原因"
          choices={[
            { value: 'mistake', label: '填错了，要重新填' },
            { value: 'later', label: '暂时不建了' },
            { value: 'other', label: '其他原因' },
          ]}
        />
      </Sheet>
    </>
  )
}

function Change({ what }: { readonly what: string }) {
  return (
    <a href="?page=form">
      修改<span className="unseen">{what}</span>
    </a>
  )
}

const cases = [
  {
    id: '1',
    name: '杭州云栖样例数码科技有限公司',
    street: '蒋村街道',
    youth: 31,
    tag: '登记信息一致',
    tone: 'good',
    due: '还剩 2 天',
    late: 'calm',
  },
  {
    id: '2',
    name: '浙江西溪样例物业服务集团有限公司杭州第一分公司',
    street: '文新街道',
    youth: 3,
    tag: '法定代表人不一致',
    tone: 'look',
    due: '还剩 1 天',
    late: 'soon',
  },
  {
    id: '3',
    name: '杭州顺达样例速运有限公司',
    street: '北山街道',
    youth: 48,
    tag: '登记信息一致',
    tone: 'good',
    due: '超期 1 天',
    late: 'late',
  },
] as const

function QueuePage() {
  return (
    <>
      <AppBar name="一键入团" area="工作台" home="/" place="蒋村街道团工委" />
      <div className="frame with-tabs">
        <div className="frame-body">
          <Tabs />
          <Page title="待受理" site="一键入团" wide>
            <Queue>
              {cases.map((one) => (
                <QueueCard
                  key={one.id}
                  href="?page=desk"
                  title={one.name}
                  meta={`${one.street} · 35 周岁以下 ${one.youth} 人`}
                  tags={
                    <>
                      <StatusTag tone={one.tone}>{one.tag}</StatusTag>
                      <StatusTag tone="info">可建团支部</StatusTag>
                    </>
                  }
                  due={{ text: one.due, tone: one.late }}
                />
              ))}
            </Queue>
            <EmptyState title="今天的都办完了" action={<LinkButton href="?page=desk">看看企业库</LinkButton>}>
              新的申请会出现在这里，也会发短信告诉您。
            </EmptyState>
            <Skeleton />
            <StickyActions>
              <Button weight="main">受理</Button>
            </StickyActions>
          </Page>
        </div>
      </div>
    </>
  )
}

function DeskPage() {
  return (
    <>
      <AppBar name="一键入团" area="工作台" home="/" place="共青团杭州市委员会" />
      <div className="frame with-tabs">
        <div className="frame-body">
          <Tabs />
          <Page title="全市办理情况" site="一键入团" wide>
            <Table
              caption="正在办理"
              rows={cases}
              rowKey={(row) => row.id}
              columns={[
                { key: 'name', header: '企业', cell: (row) => <a href="?page=queue">{row.name}</a> },
                { key: 'street', header: '属地', cell: (row) => row.street, fit: 'tight' },
                { key: 'youth', header: '青年', cell: (row) => row.youth, fit: 'number' },
                {
                  key: 'check',
                  header: '比对',
                  cell: (row) => <StatusTag tone={row.tone}>{row.tag}</StatusTag>,
                  fit: 'tight',
                },
                { key: 'due', header: '时限', cell: (row) => row.due, fit: 'tight' },
              ]}
            />
            <div className="columns">
              <TileMap
                title="各区县在办申请"
                tiles={hangzhouTiles.map((tile, at) => ({
                  ...tile,
                  value: at === 3 ? undefined : (at * 137) % 900,
                  href: '?page=queue',
                }))}
              />
              <Card title="各环节在办">
                <BarList
                  bars={[
                    { key: 'a', name: '待受理', value: 120 },
                    { key: 'b', name: '核实中', value: 311 },
                    { key: 'c', name: '待批复', value: 64 },
                    { key: 'd', name: '待开会', value: 0 },
                  ]}
                />
              </Card>
            </div>
          </Page>
        </div>
      </div>
    </>
  )
}

function PaperPage() {
  return (
    <>
      <AppBar name="一键入团" home="/" />
      <div className="frame">
        <Page title="批复" site="一键入团">
          <Paper
            issuer="共青团样例街道工作委员会"
            number="样团工委〔2026〕12 号"
            title="关于同意成立杭州云栖样例数码科技有限公司团支部的批复"
            to="杭州云栖样例数码科技有限公司："
            paragraphs={[
              '你单位《关于成立共青团组织的请示》收悉。经研究，同意成立共青团杭州云栖样例数码科技有限公司支部委员会。',
              '请按照团章规定召开团员大会，选举产生团支部委员会，并将选举结果报我委批复。',
              '此复。',
            ]}
            signedBy="共青团样例街道工作委员会"
            date="2026年12月7日"
          />
          <StickyActions>
            <Button weight="main" onClick={() => print()}>
              打印
            </Button>
          </StickyActions>
        </Page>
      </div>
    </>
  )
}

function Tabs() {
  return (
    <TabBar
      label="主导航"
      tabs={[
        { href: '?page=queue', label: '待办', icon: 'queue', count: 12, current: true },
        { href: '?page=desk', label: '企业库', icon: 'library', current: false },
        { href: '?page=form', label: '统计', icon: 'chart', current: false },
        { href: '?page=check', label: '我的', icon: 'person', current: false },
      ]}
    />
  )
}

applyTextSize(storedTextSize())
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LocaleProvider>
        <ToastProvider>
          <Kit />
        </ToastProvider>
      </LocaleProvider>
    </StrictMode>,
  )
}
