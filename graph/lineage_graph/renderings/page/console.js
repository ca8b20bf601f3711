// Links to AWS's console, where it has a page for what an entity stands for.

const DOMAINS = { aws: "aws.amazon.com", "aws-cn": "amazonaws.cn", "aws-us-gov": "amazonaws-us-gov.com" };
const PAGES = {
  "training-job": "jobs",
  "processing-job": "processing-jobs",
  "transform-job": "transform-jobs",
  endpoint: "endpoints",
  model: "models",
};
const ARN = /^arn:([\w-]+):([\w-]+):([\w-]*):(\d*):(.+)$/;
const IMAGE = /^(\d{12})\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;
// The trial component of a job has the job's name with such an end.
const JOB = /^experiment-trial-component\/(.+)-aws-(training|processing|transform)-job$/;

function consoleUrl(partition, region, service, page) {
  const domain = DOMAINS[partition];
  return domain && region && `https://${region}.console.${domain}/${service}/home?region=${region}#/${page}`;
}

function ofArn(arn) {
  const [, partition, service, region, , resource] = ARN.exec(arn) ?? [];
  if (service !== "sagemaker") return null;
  const [, job, sort] = JOB.exec(resource) ?? [];
  const [type, name] = job ? [`${sort}-job`, job] : resource.split(/\/(.*)/);
  return PAGES[type] ? consoleUrl(partition, region, "sagemaker", `${PAGES[type]}/${name}`) : null;
}

function ofUri(uri, [, partition = "aws", , region] = []) {
  if (!uri || uri.includes("${")) return null;
  const domain = DOMAINS[partition];
  const [, bucket, key] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  if (bucket && domain) {
    const page = key && !key.endsWith("/") ? "object" : "buckets";
    return `https://console.${domain}/s3/${page}/${bucket}?prefix=${encodeURIComponent(key)}`;
  }
  const [, account, imageRegion, repository] = IMAGE.exec(uri) ?? [];
  if (account) {
    return `https://${imageRegion}.console.${domain}/ecr/repositories/private/${account}/${repository}?region=${imageRegion}`;
  }
  return /^https:\/\//.test(uri) ? uri : ofArn(uri, region);
}

// Of the vertex itself, and of its source.
function consoleLinks(vertex) {
  const own = ARN.exec(vertex.id) ?? [];
  return { id: ofArn(vertex.id), source: ofUri(vertex.source_uri, own) };
}
