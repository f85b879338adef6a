import { Button, Checkbox, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { problemWords } from '../../ui/problemWords'
import classes from './Minutes.module.css'
import { download, minutesName } from './download'

/** Takes the minutes along. Who the patients are, only when that is wanted; asking for it is noted, case by case. */
export function ExportMenu({ id, identified }: { id: Id; identified: boolean }) {
  const [identifiers, setIdentifiers] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (format: 'json' | 'fhir') => {
    setProblem(null)
    try {
      download(JSON.stringify(await api.exportMinutes(id, { format, identifiers }), null, 2), format === 'fhir' ? 'application/fhir+json' : 'application/json', minutesName(id, format))
    } catch (error) {
      setProblem(problemWords(error))
    }
  }
  return (
    <>
      <Menu position="bottom-start" closeOnItemClick={false}>
        <Menu.Target><Button variant="default" h={44} leftSection={<IconDownload size={16} aria-hidden />}>Take along</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void take('json')}>As JSON, to check the signatures</Menu.Item>
          <Menu.Item onClick={() => void take('fhir')}>As a FHIR R4 bundle</Menu.Item>
          {identified && <Menu.Item component="div"><Checkbox checked={identifiers} onChange={e => setIdentifiers(e.currentTarget.checked)} label="With who the patients are; this is noted" /></Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {problem && <span role="alert" className={classes.quiet}>{problem}</span>}
    </>
  )
}
