-- Sends the rows of a table file (benchmarks/load/requests.py) in turn, from a given row on, and begins again at the end.
-- Arguments: the file, how many rows to pass over.
local requests, sent = {}, 0

function init(args)
  for row in io.lines(args[1]) do
    local method, path, headers, body = row:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local named = {}
    for pair in headers:gmatch("[^\31]+") do
      local name, value = pair:match("^(.-): (.*)$")
      named[name] = value
    end
    requests[#requests + 1] = wrk.format(method, path, named, body ~= "" and body or nil)
  end
  sent = tonumber(args[2])
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end

function done(summary, latency, _)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), errors.status, broken))
end
