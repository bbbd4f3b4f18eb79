// S3 for who sends no signature: 403 with AccessDenied in XML, which must not be taken for a proxy's refusal.

import type { Service } from "./service.ts";

const BODY = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>LAB</RequestId><HostId>LAB</HostId></Error>`;

export const s3: Service = () => ({
  status: 403,
  headers: { "content-type": "application/xml", server: "AmazonS3", "x-amz-request-id": "LAB" },
  body: BODY,
});
