"""Makes the plans of plans.sql and good.sql: python3 make.py PORT FILE OUT_FOLDER"""
import re, subprocess, sys, os, json
port, file, out = sys.argv[1:4]
only = set(sys.argv[4:])
os.makedirs(out, exist_ok=True)
for block in re.split(r'^-- name: ', open(file).read(), flags=re.M)[1:]:
    head, *lines = block.strip().split('\n')
    name = head.split('|')[0].strip()
    if only and name not in only: continue
    settings = []
    while lines[0].startswith('-- set: '):
        settings += [s.strip() for s in lines.pop(0)[8:].split(',')]
    sql = '\n'.join(lines).replace('VALUES_1_TO_3000', ', '.join(str(7 * i) for i in range(1, 3001)))
    options = 'ANALYZE, BUFFERS, VERBOSE, FORMAT JSON'
    script = "SET jit=off; SET max_parallel_workers_per_gather=0;" + ''.join("SET %s='%s';" % tuple(s.split('=')) for s in settings)
    script += "BEGIN; EXPLAIN (%s) %s ROLLBACK; BEGIN; EXPLAIN (%s) %s ROLLBACK;" % (options, sql, options, sql)
    r = subprocess.run(['psql','-h','127.0.0.1','-p',port,'-U','postgres','-d','shop','-qAt','-v','ON_ERROR_STOP=1'],input=script,capture_output=True,text=True)
    if r.returncode: print(name, r.stderr); continue
    text = r.stdout[r.stdout.index('\n]')+2:].strip()   # the second one: warm
    json.loads(text)
    open(os.path.join(out, name + '.json'), 'w').write(text + '\n')
